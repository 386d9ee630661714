package dev.firebreak.engine.passwords;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.User;
import org.springframework.core.io.ClassPathResource;

/**
 * Words that a guesser tries first. A password is refused if too little is left of it without them: {@code Carla2026!!!}
 * is as weak as {@code Carla}.
 */
final class GuessableParts {

    private static final int MIN_LEFT = 6;
    private static final int MIN_DIFFERENT = 5;
    private static final int MIN_PART = 3;

    private static final GuessableParts COMMON = new GuessableParts(read());

    /** Longest first, so that {@code password1} is found before {@code password}. */
    private final List<String> parts;

    private GuessableParts(Stream<String> parts) {
        this.parts = parts.map(part -> part.toLowerCase(Locale.ROOT))
                .filter(part -> part.length() >= MIN_PART)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The commonest passwords and their building blocks. */
    static GuessableParts common() {
        return COMMON;
    }

    /** The person's login, names and mail address. */
    static GuessableParts ofNames(User person) {
        return new GuessableParts(
                Stream.of(person.getId(), person.getFirstName(), person.getLastName(), person.getEmail())
                        .filter(name -> name != null)
                        .flatMap(name -> Stream.of(name.split("[^\\p{L}\\p{N}]+"))));
    }

    GuessableParts and(GuessableParts more) {
        return new GuessableParts(Stream.concat(parts.stream(), more.parts.stream()));
    }

    boolean leaveEnoughOf(String password) {
        var text = without(password.toLowerCase(Locale.ROOT));
        return isEnough(text) && isEnough(without(spelledOut(text)));
    }

    private String without(String text) {
        var left = text;
        for (var part : parts) {
            left = left.replace(part, " ");
        }
        return left;
    }

    private static boolean isEnough(String left) {
        var characters =
                left.codePoints().filter(c -> !Character.isWhitespace(c)).toArray();
        return characters.length >= MIN_LEFT
                && IntStream.of(characters).distinct().count() >= MIN_DIFFERENT;
    }

    /** Undoes the usual substitutions: {@code p4ssw0rd}. */
    private static String spelledOut(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('@', 'a')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't');
    }

    private static Stream<String> read() {
        try {
            return new ClassPathResource("passwords/common.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException("passwords/common.txt is missing", e);
        }
    }
}
