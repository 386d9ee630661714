package dev.firebreak.catalog;

/**
 * A {@code secret://} reference can't be resolved. The message names the variable and the file that would define it.
 */
class SecretMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretMissing(String message) {
        super(message);
    }
}
