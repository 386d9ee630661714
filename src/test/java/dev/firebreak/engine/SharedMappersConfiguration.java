package dev.firebreak.engine;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Gives {@link SharedMappers} to the engine of each test that starts the whole application. */
@AutoConfiguration
class SharedMappersConfiguration {

    @Bean
    SharedMappers sharedMappers() {
        return new SharedMappers();
    }
}
