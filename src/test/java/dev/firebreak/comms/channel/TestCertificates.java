package dev.firebreak.comms.channel;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of the tests, and what its servers show. All keys are made when a test runs. */
public final class TestCertificates {

    /** What a server on loopback shows. */
    public enum Shown {
        RIGHT,
        EXPIRED,
        OTHER_NAME,
        OTHER_AUTHORITY
    }

    private static final char[] NONE = new char[0];
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private record Authority(X500Principal name, KeyPair keys, X509Certificate certificate) {}

    private final Authority trusted = authority("CN=CA of the tests");
    private final Authority stranger = authority("CN=Some other CA");

    /** A client that trusts the authority of the tests and no other. */
    public SSLContext client() {
        try {
            var known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, NONE);
            known.setCertificateEntry("ca", trusted.certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that is reached as {@code localhost}. */
    public SSLContext server(Shown shown) {
        try {
            var by = shown == Shown.OTHER_AUTHORITY ? stranger : trusted;
            var name = shown == Shown.OTHER_NAME ? "mail.example.org" : "localhost";
            var until = shown == Shown.EXPIRED ? Duration.ofDays(-1) : Duration.ofDays(1);
            var keys = keys();
            var certificate = certificate(by.name(), by.keys(), new X500Principal("CN=" + name), keys, name, until);
            var own = KeyStore.getInstance(KeyStore.getDefaultType());
            own.load(null, NONE);
            own.setKeyEntry("server", keys.getPrivate(), NONE, new X509Certificate[] {certificate, by.certificate()});
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(own, NONE);
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Authority authority(String name) {
        var keys = keys();
        var principal = new X500Principal(name);
        return new Authority(principal, keys, certificate(principal, keys, principal, keys, null, Duration.ofDays(2)));
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(
            X500Principal by, KeyPair signer, X500Principal of, KeyPair keys, String host, Duration until) {
        try {
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    by,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(now.minus(Duration.ofDays(3))),
                    Date.from(now.plus(until)),
                    of,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
            if (host != null) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
