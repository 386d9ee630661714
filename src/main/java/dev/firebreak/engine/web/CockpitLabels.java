package dev.firebreak.engine.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Calls the engine's incidents stuck steps in Cockpit. The engine calls a failed job an incident; in Firebreak an
 * incident is what people respond to.
 */
@Configuration
class CockpitLabels implements WebMvcConfigurer {

    private static final String LOCALES = "/camunda/app/cockpit/locales/";

    /** Matches values only: the keys of the file are in capitals. */
    private static final Pattern INCIDENT = Pattern.compile("\\b([Ii])ncident(s?)\\b");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(LOCALES + "*")
                .addResourceLocations("classpath:/META-INF/resources/webjars" + LOCALES)
                .resourceChain(true)
                .addTransformer((request, resource, chain) -> inOurWords(resource));
    }

    private static Resource inOurWords(Resource locale) throws IOException {
        var words = INCIDENT.matcher(locale.getContentAsString(StandardCharsets.UTF_8))
                .replaceAll(word -> (word.group(1).equals("I") ? "Stuck Step" : "stuck step") + word.group(2));
        return new TransformedResource(locale, words.getBytes(StandardCharsets.UTF_8));
    }
}
