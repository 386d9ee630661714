package dev.firebreak.engine.start;

import dev.firebreak.Firebreak;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;

/**
 * Starts the whole application several times in one JVM, as {@link Firebreak#main} does, which would end the JVM after
 * the first failure. Each line of the input has the arguments of one start, separated by tabs; after its output comes
 * {@link #REFUSED} or {@link #STARTED}. Ends with the input.
 */
final class StartsInTurn {

    static final String REFUSED = "== refused ==";
    static final String STARTED = "== started ==";

    private StartsInTurn() {}

    public static void main(String[] arguments) throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(start(line.split("\t")) ? STARTED : REFUSED);
        }
        System.exit(0); // threads started before a failure would keep the JVM alive
    }

    private static boolean start(String... arguments) {
        try (var application = SpringApplication.run(Firebreak.class, arguments)) {
            return application.isRunning();
        } catch (RuntimeException | Error alreadyLogged) {
            return false;
        }
    }
}
