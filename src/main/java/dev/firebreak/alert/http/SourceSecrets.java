package dev.firebreak.alert.http;

import dev.firebreak.access.SecretReferences;
import dev.firebreak.catalog.Secrets;
import org.springframework.stereotype.Component;

/** Resolves {@code secret://} references in the tokens of alert sources. */
@Component
class SourceSecrets implements SecretReferences {

    private final Secrets secrets;

    SourceSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String resolve(String text) {
        return text.startsWith("secret://") ? secrets.reveal(text) : text;
    }
}
