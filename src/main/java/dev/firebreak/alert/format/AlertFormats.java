package dev.firebreak.alert.format;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Every format that Firebreak reads, by name: those of the code, and those that files declare now. */
@Component
public class AlertFormats {

    private final Map<String, AlertFormat> byName;
    private final DeclaredFormats declared;

    AlertFormats(List<AlertFormat> formats, DeclaredFormats declared) {
        this.byName = formats.stream().collect(toUnmodifiableMap(AlertFormat::name, Function.identity()));
        this.declared = declared;
    }

    public Optional<AlertFormat> find(String name) {
        return Optional.ofNullable(byName.get(name))
                .or(() -> declared.formats().stream()
                        .filter(format -> format.name().equals(name))
                        .findFirst());
    }

    /** Throws {@link UnknownFormat}. */
    public AlertFormat get(String name) {
        return find(name).orElseThrow(() -> {
            var names = new TreeSet<>(byName.keySet());
            declared.formats().forEach(format -> names.add(format.name()));
            return new UnknownFormat(name, names);
        });
    }
}
