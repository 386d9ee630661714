package dev.firebreak;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Incident response as an executable process: an alert becomes an incident that runs as BPMN. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Firebreak {

    public static void main(String[] arguments) {
        SpringApplication.run(Firebreak.class, arguments);
    }
}
