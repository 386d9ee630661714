package dev.firebreak.probe.address;

import dev.firebreak.probe.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Why a connection did not do what it should, in words for people. */
public final class Failures {

    private Failures() {}

    /** The end of a sentence that begins with what was asked. */
    public static String words(IOException e, Deadline deadline) {
        if (e instanceof AddressRefused) {
            return e.getMessage();
        }
        if (deadline.isOver() || e instanceof SocketTimeoutException) {
            return "did not end within " + deadline.limit().toMillis() + " ms";
        }
        if (e instanceof UnknownHostException) {
            return "can't be resolved";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "accepts no connection: " + reason(e);
        }
        return e instanceof SSLException ? certificate(e) : "broke off: " + reason(e);
    }

    private static String certificate(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "shows a certificate that has expired: " + reason(cause);
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "shows a certificate that is not valid yet: " + reason(cause);
            }
            if (cause instanceof CertPathBuilderException) {
                return "shows a certificate that no trusted authority has signed";
            }
            if (cause.getCause() == null && cause instanceof java.security.cert.CertificateException) {
                return "shows a certificate of another name: " + reason(cause);
            }
        }
        return "does not speak TLS as it should: " + reason(failure);
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
