package dev.firebreak;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The application: turns alerts into incidents and runs each incident as a BPMN process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Firebreak {

    public static void main(String[] arguments) {
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
