package dev.firebreak.access.source.configured;

import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.reload.UnitFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * The files of settings that Spring Boot read at the start, such as {@code config/application.yaml}, as they are now. A
 * file that did not exist at the start is not among them.
 */
final class SettingsFiles {

    /** How Spring Boot names the settings of a file, one for each document in it. */
    private static final Pattern OF_FILE = Pattern.compile("Config resource 'file \\[(.+?)]'.*");

    private static final String SOURCES = "firebreak.sources";
    private static final String INGEST_TOKEN = "firebreak.ingest-token";
    private static final String PROFILE = "spring.config.activate.on-profile";
    /** The names of the settings of a file as it is now begin with this. */
    private static final String RELOADED = "reload ";

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final ConfigurableEnvironment environment;

    SettingsFiles(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** The paths of the files, in the order of their precedence. */
    List<Path> files() {
        return environment.getPropertySources().stream()
                .map(SettingsFiles::file)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    String location() {
        return String.join(", ", files().stream().map(Path::toString).toList());
    }

    UnitFiles read() {
        var content = new TreeMap<String, byte[]>();
        files().forEach(file -> content.put(file.toString(), UnitFiles.read(file, MOST_BYTES)));
        return new UnitFiles(location(), content);
    }

    private static Path file(PropertySource<?> source) {
        var match = OF_FILE.matcher(source.getName());
        return match.matches() ? Path.of(match.group(1)) : null;
    }

    /** What the settings would be with this content. Throws {@link ReloadRefused} with file, line and column. */
    Parsed parse(UnitFiles files) {
        var parsed = new LinkedHashMap<Path, List<PropertySource<?>>>();
        files().forEach(file -> parsed.put(file, documents(file, files.files().get(file.toString()))));
        var all = new MutablePropertySources();
        for (var source : environment.getPropertySources()) {
            var file = file(source);
            if (file == null) {
                if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                    all.addLast(source);
                }
            } else if (parsed.containsKey(file)) {
                parsed.remove(file).forEach(all::addLast);
            }
        }
        return new Parsed(environment, all);
    }

    /** Of several documents the last one counts most. */
    private List<PropertySource<?>> documents(Path file, byte[] content) {
        try {
            var resource = new ByteArrayResource(content, file.toString());
            var loader = file.toString().endsWith(".properties")
                    ? new PropertiesPropertySourceLoader()
                    : new YamlPropertySourceLoader();
            var documents = new ArrayList<PropertySource<?>>();
            for (var document : loader.load(RELOADED + file, resource)) {
                var profile = document.getProperty(PROFILE);
                if (profile == null || environment.acceptsProfiles(Profiles.of(profile.toString()))) {
                    documents.add(0, document);
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new ReloadRefused(
                    List.of(file + ":" + (mark == null ? "1:1" : mark.getLine() + 1 + ":" + (mark.getColumn() + 1))
                            + " " + e.getProblem()));
        } catch (IOException | RuntimeException e) {
            throw new ReloadRefused(List.of(file + ":1:1 can't be read: " + e.getMessage()));
        }
    }

    /** The settings with the content of the files at one moment. */
    static final class Parsed {

        private final ConfigurableEnvironment started;
        private final MutablePropertySources all;

        private Parsed(ConfigurableEnvironment started, MutablePropertySources all) {
            this.started = started;
            this.all = all;
        }

        /** The sources and their tokens. Throws {@link ReloadRefused} for unknown and wrong fields. */
        AccessSettings access() {
            var sources = ConfigurationPropertySources.from(all);
            var binder = new Binder(sources, new PropertySourcesPlaceholdersResolver(all));
            try {
                var named = sources(binder);
                var tokens =
                        binder.bind(INGEST_TOKEN, Bindable.listOf(String.class)).orElse(List.of());
                return new AccessSettings(dataDir(binder), tokens, named);
            } catch (BindException e) {
                throw new ReloadRefused(errors(e));
            }
        }

        private static Map<String, SourceSettings> sources(Binder binder) {
            var type = Bindable.mapOf(String.class, SourceSettings.class);
            try {
                return binder.bind(
                                SOURCES, type, new NoUnboundElementsBindHandler(BindHandler.DEFAULT, Parsed::isOfFile))
                        .orElse(Map.of());
            } catch (BindException e) {
                if (e.getCause() instanceof UnboundConfigurationPropertiesException unknown
                        && unknown.getUnboundProperties().stream()
                                .allMatch(property -> isNoise(property.getName().toString()))) {
                    return binder.bind(SOURCES, type).orElse(Map.of());
                }
                throw e;
            }
        }

        /** The noise rules of a source are another part of its settings, which counts at the next start. */
        private static boolean isNoise(String key) {
            return key.startsWith(SOURCES + ".") && key.contains(".noise.");
        }

        private static boolean isOfFile(ConfigurationPropertySource source) {
            return source.getUnderlyingSource() instanceof PropertySource<?> it
                    && it.getName().startsWith(RELOADED);
        }

        private static Path dataDir(Binder binder) {
            return binder.bind("firebreak.data-dir", Path.class).orElse(Path.of("./data"));
        }

        private List<String> errors(BindException e) {
            if (e.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
                return unknown.getUnboundProperties().stream()
                        .filter(property -> !isNoise(property.getName().toString()))
                        .map(property ->
                                place(property.getOrigin(), property.getName().toString()) + " " + property.getName()
                                        + ": there is no such setting")
                        .sorted()
                        .toList();
            }
            var property = e.getProperty();
            var name = property == null
                    ? e.getName().toString()
                    : property.getName().toString();
            var origin = property == null ? null : property.getOrigin();
            return List.of(place(origin, name) + " " + name + ": is not what is expected there");
        }

        /** File, line and column of a setting, or of the first below it. */
        String place(String key) {
            return place(null, key);
        }

        private String place(Origin origin, String key) {
            var at = origin instanceof TextResourceOrigin text ? text : find(key);
            if (at == null) {
                return "settings:1:1";
            }
            var file = at.getResource() instanceof ByteArrayResource content
                    ? content.getDescription().replaceAll(".*\\[(.*)]$", "$1")
                    : String.valueOf(at.getResource());
            var location = at.getLocation();
            return file + ":" + (location == null ? "1:1" : location.getLine() + 1 + ":" + (location.getColumn() + 1));
        }

        private TextResourceOrigin find(String key) {
            var plain = key.replaceAll(" .*", "");
            for (var source : all) {
                if (source instanceof EnumerablePropertySource<?> many
                        && source.getName().startsWith(RELOADED)) {
                    for (var name : many.getPropertyNames()) {
                        if (name.startsWith(plain)
                                && many.getProperty(name) instanceof Object
                                && origin(many, name) instanceof TextResourceOrigin text) {
                            return text;
                        }
                    }
                }
            }
            return null;
        }

        private static Origin origin(EnumerablePropertySource<?> source, String name) {
            if (source.getSource() instanceof Map<?, ?> map && map.get(name) instanceof OriginTrackedValue value) {
                return value.getOrigin();
            }
            return null;
        }

        /** The keys of other settings whose value differs from what this process started with. */
        List<String> othersThatDiffer() {
            var differ = new TreeSet<String>();
            var before = ConfigurationPropertySources.from(started.getPropertySources());
            var names = new TreeSet<String>();
            for (var sources : List.of(all, started.getPropertySources())) {
                for (var source : sources) {
                    if (source instanceof EnumerablePropertySource<?> many
                            && (source.getName().startsWith(RELOADED) || file(source) != null)) {
                        names.addAll(List.of(many.getPropertyNames()));
                    }
                }
            }
            for (var name : names) {
                var isOurs = name.startsWith(SOURCES + ".") && !isNoise(name)
                        || name.startsWith(INGEST_TOKEN)
                        || name.equals(PROFILE);
                if (!isOurs
                        && !Objects.equals(value(before, name), value(ConfigurationPropertySources.from(all), name))) {
                    differ.add(name);
                }
            }
            return List.copyOf(differ);
        }

        private static Object value(Iterable<ConfigurationPropertySource> sources, String name) {
            var key = ConfigurationPropertyName.adapt(name, '.');
            for (var source : sources) {
                var property = source.getConfigurationProperty(key);
                if (property != null) {
                    return property.getValue();
                }
            }
            return null;
        }
    }
}
