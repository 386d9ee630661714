package dev.firebreak.access;

/** Port: resolves references such as {@code secret://grafana}. */
public interface SecretReferences {

    /** The secret that the text refers to, or the text itself if it is no reference. */
    String resolve(String text);
}
