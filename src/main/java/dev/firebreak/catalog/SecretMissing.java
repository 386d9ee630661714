package dev.firebreak.catalog;

/** A {@code secret://} reference leads nowhere. The message says where the secret was looked for. */
public class SecretMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretMissing(String message) {
        super(message);
    }
}
