package dev.firebreak.comms.message;

import dev.firebreak.worker.NonRetryable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The texts of the templates: those of the site's folder, and the shipped ones for the rest. */
@Component
public class TemplateTexts {

    private static final String SHIPPED = "templates/mail/";

    private volatile Map<String, String> own = Map.of();

    /** @param texts by file name, such as {@code customers/update.txt} */
    public void replace(Map<String, String> texts) {
        own = Map.copyOf(texts);
    }

    /** Whether the site has its own text for this template. */
    public boolean isOwn(String name) {
        return own.containsKey(name);
    }

    /** The text in force; empty if there is no such template. */
    public Optional<String> find(String name) {
        var text = own.get(name);
        return text == null ? shipped(name) : Optional.of(text);
    }

    /** The text that Firebreak brings; empty if there is no such template. */
    Optional<String> shipped(String name) {
        var file = new ClassPathResource(SHIPPED + name);
        try {
            return file.exists() ? Optional.of(file.getContentAsString(StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            throw new NonRetryable("template " + name + " can't be read", e);
        }
    }
}
