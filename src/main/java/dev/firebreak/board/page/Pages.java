package dev.firebreak.board.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.firebreak.access.FourEyes;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Renders the templates in {@code templates/board}. Every {@code {{value}}} is HTML-escaped (guarantees.md E4); a
 * template includes ready HTML only from {@link RenderedMarkdown} and from {@code board.diagram.DiagramSvg}.
 */
@Component
public class Pages {

    private final Map<String, Template> templates = new ConcurrentHashMap<>();
    private final Mustache.Compiler mustache =
            Mustache.compiler().escapeHTML(true).defaultValue("").withLoader(Pages::open);

    private final boolean isForOnePerson;

    Pages(@Value("${firebreak.four-eyes:enforce}") FourEyes fourEyes) {
        this.isForOnePerson = fourEyes == FourEyes.WARN;
    }

    /** Each page says when four eyes are not demanded: what it shows as decided may be one person's word. */
    public String render(String name, Map<String, ?> model) {
        var all = new HashMap<String, Object>(model);
        all.put("isForOnePerson", isForOnePerson);
        all.put("menu", MainMenu.on(name));
        return execute(name, all);
    }

    /** A page without the frame. */
    public String renderBare(String name, Object model) {
        return execute(name, model);
    }

    private String execute(String name, Object model) {
        return templates.computeIfAbsent(name, this::compile).execute(model);
    }

    private Template compile(String name) {
        try (var text = open(name)) {
            return mustache.compile(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String name) {
        try {
            var file = new ClassPathResource("templates/board/" + name + ".html");
            return new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("No template " + name, e);
        }
    }
}
