package dev.firebreak;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Incident response as an executable process: an alert becomes an incident that runs as BPMN. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Firebreak {

    public static void main(String[] arguments) {
        try {
            SpringApplication.run(Firebreak.class, arguments);
        } catch (RuntimeException | Error alreadyReported) {
            System.exit(1); // threads that were started before the failure would keep the process alive
        }
    }

    /** The one clock. Stories move it together with the engine's. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
