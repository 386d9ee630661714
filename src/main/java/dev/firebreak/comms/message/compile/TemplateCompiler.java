package dev.firebreak.comms.message.compile;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Compiles and fills templates that people of the site write. Such a text may be hostile, so it reads maps and lists
 * only, calls no method of a fact, and neither its sections nor its message grow without bound (guarantees.md E11).
 */
public final class TemplateCompiler {

    private static final int DEEPEST = 5;
    private static final int LONGEST = 100_000;

    /** All that a template may contain: partials, blocks and other delimiters would evade the checks of sections. */
    private static final Pattern TAG = Pattern.compile(
            "\\{\\{(?:![^{}]{0,2000}|\\s{0,9}(?<kind>[#^/]?)\\s{0,9}(?<name>[\\w.-]{1,100})\\s{0,9})}}");

    private final Mustache.Compiler compiler =
            Mustache.compiler().escapeHTML(false).strictSections(true).withCollector(new MapsAndLists());

    /** Throws {@link MustacheException} if the text is no template, or its sections are nested too deeply. */
    public Template compile(String text) {
        check(text);
        return compiler.compile(text);
    }

    /** Throws {@link MustacheException} if a fact is missing, or the message is too long. */
    public String fill(Template template, Map<String, Object> facts) {
        var message = new BoundedWriter();
        template.execute(facts, message);
        return message.text.toString();
    }

    private static void check(String text) {
        var open = new ArrayDeque<String>();
        var tag = TAG.matcher(text);
        var at = text.indexOf("{{");
        while (at >= 0) {
            tag.region(at, text.length());
            if (!tag.lookingAt()) {
                throw new MustacheException("line " + line(text, at)
                        + ": a tag is {{name}}, {{#name}}, {{^name}}, {{/name}} or {{! comment}}");
            }
            section(tag.group("kind"), tag.group("name"), open, line(text, at));
            at = text.indexOf("{{", tag.end());
        }
    }

    private static void section(String kind, String name, ArrayDeque<String> open, long line) {
        if (kind == null || kind.isEmpty()) {
            return;
        }
        if (kind.equals("/")) {
            if (!name.equals(open.poll())) {
                throw new MustacheException("line " + line + ": {{/" + name + "}} closes no open section");
            }
            return;
        }
        if (open.contains(name)) {
            throw new MustacheException("line " + line + ": section " + name + " is inside itself");
        }
        open.push(name);
        if (open.size() > DEEPEST) {
            throw new MustacheException("line " + line + ": sections are nested more than " + DEEPEST + " deep");
        }
    }

    private static long line(String text, int at) {
        return text.substring(0, at).chars().filter(it -> it == '\n').count() + 1;
    }

    /** Reads keys of maps and items of lists. Others find fields and methods of any object by reflection. */
    private static final class MapsAndLists implements Mustache.Collector {

        @Override
        public Iterator<?> toIterator(Object value) {
            return value instanceof Iterable<?> items ? items.iterator() : null;
        }

        @Override
        public Mustache.VariableFetcher createFetcher(Object context, String name) {
            return context instanceof Map ? MapsAndLists::get : null;
        }

        private static Object get(Object context, String name) {
            var facts = (Map<?, ?>) context;
            return facts.containsKey(name) ? facts.get(name) : Template.NO_FETCHER_FOUND;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }

    /** Keeps a text up to a length. */
    private static final class BoundedWriter extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] from, int offset, int length) {
            require(length);
            text.append(from, offset, length);
        }

        @Override
        public void write(String from, int offset, int length) {
            require(length);
            text.append(from, offset, offset + length);
        }

        private void require(int length) {
            if (text.length() + length > LONGEST) {
                throw new MustacheException("the message is longer than " + LONGEST + " characters");
            }
        }

        @Override
        public void flush() {
            // it is all in memory
        }

        @Override
        public void close() {
            // it is all in memory
        }
    }
}
