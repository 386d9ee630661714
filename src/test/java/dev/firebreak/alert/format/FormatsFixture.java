package dev.firebreak.alert.format;

import dev.firebreak.alert.format.mapping.MappingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The formats of the application, with the mappings that users copy. */
public final class FormatsFixture {

    public static final Path MAPPINGS = Path.of("docker/mappings");

    private FormatsFixture() {}

    public static AlertFormats formats() {
        try (var beans = new AnnotationConfigApplicationContext()) {
            beans.registerBean(MappingSettings.class, () -> new MappingSettings(MAPPINGS));
            beans.scan(AlertFormats.class.getPackageName());
            beans.refresh();
            return beans.getBean(AlertFormats.class);
        }
    }

    /** A body of the test resources. */
    public static byte[] sent(String name) {
        try (var body = FormatsFixture.class.getResourceAsStream("/" + name + ".json")) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
