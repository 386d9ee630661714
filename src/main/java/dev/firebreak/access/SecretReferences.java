package dev.firebreak.access;

/** Knows what stands behind a reference such as {@code secret://grafana}. */
public interface SecretReferences {

    /** The secret behind the reference; any other text stands for itself. */
    String resolve(String text);
}
