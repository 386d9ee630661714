package dev.firebreak;

import dev.firebreak.access.audit.check.AuditCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The application: turns alerts into incidents and runs each incident as a BPMN process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Firebreak {

    /** Starts the application; {@code verify-audit EXPORT ANCHORS [SIZE ROOT]} only verifies an exported audit. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("verify-audit")) {
            AuditCheck.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        ShutdownLimit.install();
        try {
            SpringApplication.run(Firebreak.class, arguments);
        } catch (RuntimeException | Error alreadyLogged) {
            System.exit(1); // threads started before the failure would keep the JVM alive
        }
    }

    /** The only clock of the application. Story tests replace it with one that they move together with the engine's. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
