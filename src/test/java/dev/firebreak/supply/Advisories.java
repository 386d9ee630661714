package dev.firebreak.supply;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Known vulnerabilities of our dependencies and the waivers for them (src/security/advisories.json). */
record Advisories(String about, LocalDate asOf, List<Advisory> advisories, List<Waiver> waivers) {

    record Advisory(String id, @JsonProperty("package") String name, String from, String fixed, String what) {

        boolean isIn(Component component) {
            return name.equals(component.name())
                    && Version.of(component.version()).compareTo(Version.of(from)) >= 0
                    && (fixed == null || Version.of(component.version()).compareTo(Version.of(fixed)) < 0);
        }
    }

    record Waiver(String advisory, LocalDate until, String reason) {}

    /** @param name {@code group:artifact} */
    record Component(String name, String version) {}

    static Advisories read(Path file) throws IOException {
        return new ObjectMapper().findAndRegisterModules().readValue(file.toFile(), Advisories.class);
    }

    List<String> names() {
        return advisories.stream().map(Advisory::name).distinct().toList();
    }

    /** The findings that must be fixed or waived before a release, as messages. */
    List<String> against(List<Component> bill, LocalDate today) {
        var findings = new ArrayList<String>();
        for (var advisory : advisories) {
            bill.stream()
                    .filter(advisory::isIn)
                    .filter(component -> !isWaived(advisory, today))
                    .map(component -> finding(advisory, component))
                    .forEach(findings::add);
        }
        waivers.stream().flatMap(waiver -> findings(waiver, bill)).forEach(findings::add);
        return findings;
    }

    private boolean isWaived(Advisory advisory, LocalDate today) {
        return waivers.stream()
                .anyMatch(waiver -> waiver.advisory().equals(advisory.id())
                        && !waiver.until().isBefore(today));
    }

    private static String finding(Advisory advisory, Component component) {
        var fixedIn = Optional.ofNullable(advisory.fixed()).map(version -> "fixed in " + version);
        return "%s %s has %s (%s): %s"
                .formatted(
                        component.name(),
                        component.version(),
                        advisory.id(),
                        fixedIn.orElse("no fix available"),
                        advisory.what());
    }

    private Stream<String> findings(Waiver waiver, List<Component> bill) {
        var isNeeded = advisories.stream()
                .filter(advisory -> advisory.id().equals(waiver.advisory()))
                .anyMatch(advisory -> bill.stream().anyMatch(advisory::isIn));
        if (!isNeeded) {
            return Stream.of("the waiver of " + waiver.advisory() + " is not needed: remove it");
        }
        return waiver.reason().isBlank()
                ? Stream.of("the waiver of " + waiver.advisory() + " gives no reason")
                : Stream.empty();
    }
}
