package dev.firebreak.engine.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Hashes a password with bcrypt, over its SHA-256: bcrypt alone would ignore what follows the 72nd byte. */
final class BcryptEncryptor implements PasswordEncryptor {

    static final String NAME = "bcrypt-sha256";

    private final BCryptPasswordEncoder bcrypt;
    private final VerifiedPasswords verified;

    BcryptEncryptor(int cost, VerifiedPasswords verified) {
        this.bcrypt = new BCryptPasswordEncoder(cost);
        this.verified = verified;
    }

    @Override
    public String encrypt(String password) {
        return bcrypt.encode(digest(password));
    }

    @Override
    public boolean check(String password, String encrypted) {
        if (verified.contains(password, encrypted)) {
            return true;
        }
        var isRight = bcrypt.matches(digest(password), encrypted);
        if (isRight) {
            verified.add(password, encrypted);
        }
        return isRight;
    }

    @Override
    public String hashAlgorithmName() {
        return NAME;
    }

    /** Whether the hash is cheaper to guess than a new one would be. */
    boolean isTooCheap(String encrypted) {
        return bcrypt.upgradeEncoding(encrypted);
    }

    private static String digest(String password) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
