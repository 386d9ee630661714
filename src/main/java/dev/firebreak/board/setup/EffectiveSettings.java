package dev.firebreak.board.setup;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * The settings that this node runs with, and where each comes from. It reads the settings records themselves, so a new
 * setting shows without a change here. What may be a secret never shows, only whether it is set.
 */
@Component
class EffectiveSettings {

    /** Settings of libraries that matter to an owner. */
    private static final List<String> OTHERS = List.of(
            "server.address",
            "server.port",
            "spring.profiles.active",
            "spring.datasource.url",
            "spring.datasource.password",
            "spring.mail.host",
            "spring.mail.port",
            "spring.mail.username",
            "spring.mail.password");

    private static final String DEFAULT = SettingValue.DEFAULT;

    /** Settings that no record holds. */
    private static final List<String> LOOSE =
            List.of("firebreak.catalog", "firebreak.secrets-dir", "firebreak.audit.mail");

    /**
     * A setting.
     *
     * @param value safe to show
     * @param origin where it comes from, such as {@code environment FIREBREAK_BASE_URL}
     */
    record Setting(String key, String value, String origin) {

        /** Whether the owner has set it. */
        boolean isSet() {
            return !origin.equals(DEFAULT);
        }
    }

    /** The settings with one prefix. */
    record Group(String name, List<Setting> settings) {

        /** How many there are, and how many of them the owner has set. */
        String count() {
            var set = settings.stream().filter(Setting::isSet).count();
            return set == 0 ? String.valueOf(settings.size()) : settings.size() + ", " + set + " set";
        }
    }

    private final ApplicationContext context;
    private final ConfigurableEnvironment environment;

    EffectiveSettings(ApplicationContext context, ConfigurableEnvironment environment) {
        this.context = context;
        this.environment = environment;
    }

    /** The groups by name; each setting once. */
    List<Group> groups() {
        var settings = new TreeMap<String, Setting>();
        ConfigurationPropertiesBean.getAll(context).values().stream()
                .filter(bean -> bean.getInstance().getClass().isRecord())
                .filter(bean -> bean.getAnnotation().prefix().startsWith("firebreak"))
                .forEach(bean -> add(bean.getAnnotation().prefix(), bean.getInstance(), settings));
        Stream.concat(LOOSE.stream(), OTHERS.stream()).forEach(key -> settings.put(key, loose(key)));
        var groups = new TreeMap<String, List<Setting>>();
        settings.values()
                .forEach(it -> groups.computeIfAbsent(group(it.key()), key -> new ArrayList<>())
                        .add(it));
        return groups.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** {@code firebreak.alert.max-body} belongs to {@code firebreak.alert}, {@code firebreak.effects} to {@code firebreak}. */
    private static String group(String key) {
        var parts = key.split("\\.");
        return parts.length > 2 || !parts[0].equals("firebreak") ? parts[0] + "." + parts[1] : parts[0];
    }

    private void add(String prefix, Object bean, Map<String, Setting> settings) {
        for (var component : bean.getClass().getRecordComponents()) {
            var key = prefix + "." + SettingValue.kebab(component.getName());
            var value = value(component, bean);
            if (value != null && value.getClass().isRecord()) {
                add(key, value, settings);
            } else {
                settings.put(key, new Setting(key, SettingValue.shown(key, value), origin(key)));
            }
        }
    }

    private static Object value(RecordComponent component, Object bean) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(bean);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's component can be read", e);
        }
    }

    private Setting loose(String key) {
        return new Setting(key, SettingValue.shown(key, environment.getProperty(key)), origin(key));
    }

    private String origin(String key) {
        var name = ConfigurationPropertyName.of(key);
        for (var source : ConfigurationPropertySources.get(environment)) {
            var property = source.getConfigurationProperty(name);
            if (property != null) {
                return SettingValue.origin(property);
            }
            if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
                return SettingValue.origin(source);
            }
        }
        return DEFAULT;
    }
}
