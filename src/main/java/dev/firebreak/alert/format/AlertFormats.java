package dev.firebreak.alert.format;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Every format that Firebreak reads, by name. Two formats of one name stop the start. */
@Component
public class AlertFormats {

    private final Map<String, AlertFormat> byName;

    AlertFormats(List<AlertFormat> formats, DeclaredFormats declared) {
        byName = Stream.concat(formats.stream(), declared.formats().stream())
                .collect(toUnmodifiableMap(AlertFormat::name, Function.identity()));
    }

    public Optional<AlertFormat> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Throws {@link UnknownFormat}. */
    public AlertFormat get(String name) {
        return find(name).orElseThrow(() -> new UnknownFormat(name, byName.keySet()));
    }
}
