package dev.firebreak.alert.format.mapping;

import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.DeclaredFormats;
import dev.firebreak.alert.format.PayloadUnmatched;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.format.json.JsonBody;
import dev.firebreak.engine.StartupRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Loads the mappings of the folder at the start and tries each on its samples. A mistake, a mapping without samples, or
 * a sample that means something else stops the start.
 */
@Component
class MappedFormats implements DeclaredFormats {

    private static final String END = ".yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    private final List<AlertFormat> formats;

    MappedFormats(MappingSettings settings) {
        try {
            formats = settings.mappings() == null ? List.of() : load(settings.mappings());
        } catch (MappingInvalid e) {
            throw new StartupRefused(e.getMessage());
        }
    }

    @Override
    public List<AlertFormat> formats() {
        return formats;
    }

    static List<AlertFormat> load(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(END))
                    .sorted()
                    .map(MappedFormats::format)
                    .toList();
        } catch (IOException e) {
            throw new MappingInvalid(folder.toString(), null, "can't be read: " + e.getMessage());
        }
    }

    private static AlertFormat format(Path file) {
        var fileName = file.getFileName().toString();
        var name = fileName.substring(0, fileName.length() - END.length());
        if (!NAME.matcher(name).matches()) {
            throw new MappingInvalid(
                    file.toString(), null, "the name of the format has 1 to 40 lower-case letters, digits and dashes");
        }
        var read = MappingReader.read(file.toString(), name, new String(bytes(file), StandardCharsets.UTF_8));
        if (read.samples().isEmpty()) {
            throw new MappingInvalid(file.toString(), null, "has no samples, so nothing shows that it works");
        }
        read.samples().forEach(sample -> check(read.mapping(), sample, file.resolveSibling(sample.body())));
        return new MappedFormat(read.mapping());
    }

    private static void check(Mapping mapping, MappingReader.Sample sample, Path body) {
        if (!body.normalize().startsWith(body.getParent().normalize()) || !Files.isRegularFile(body)) {
            throw sample.at().invalid("there is no file " + sample.body() + " beside it");
        }
        try {
            var bytes = bytes(body);
            new MappedFormat(mapping).read(bytes);
            var alerts = mapping.alerts(JsonBody.read(bytes));
            if (alerts.size() != sample.alerts().size()) {
                throw sample.at().invalid(sample.body() + " means " + alerts.size() + " alerts: " + alerts);
            }
            for (var n = 0; n < alerts.size(); n++) {
                var alert = alerts.get(n);
                sample.alerts().get(n).forEach((field, expected) -> {
                    var actual = alert.path(field).asText(null);
                    if (!expected.equals(actual)) {
                        throw sample.at().invalid(sample.body() + ": " + field + " is " + actual + ", not " + expected);
                    }
                });
            }
        } catch (PayloadUnmatched | UnreadablePayload e) {
            throw sample.at().invalid(sample.body() + ": " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new MappingInvalid(file.toString(), null, "can't be read: " + e.getMessage());
        }
    }
}
