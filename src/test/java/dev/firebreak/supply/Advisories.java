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

/** What is known to be open in what we build on (src/security/advisories.json), and what we live with, why and until when. */
record Advisories(String about, LocalDate asOf, List<Advisory> advisories, List<Waiver> waivers) {

    record Advisory(String id, @JsonProperty("package") String name, String from, String fixed, String what) {

        boolean isIn(Component component) {
            return name.equals(component.name())
                    && Version.of(component.version()).compareTo(Version.of(from)) >= 0
                    && (fixed == null || Version.of(component.version()).compareTo(Version.of(fixed)) < 0);
        }
    }

    record Waiver(String advisory, LocalDate until, String reason) {}

    /** @param name group and artifact with a colon between them */
    record Component(String name, String version) {}

    static Advisories read(Path file) throws IOException {
        return new ObjectMapper().findAndRegisterModules().readValue(file.toFile(), Advisories.class);
    }

    List<String> names() {
        return advisories.stream().map(Advisory::name).distinct().toList();
    }

    /** Everything that has to be mended before this may be built, in words. */
    List<String> against(List<Component> bill, LocalDate today) {
        var complaints = new ArrayList<String>();
        for (var advisory : advisories) {
            bill.stream()
                    .filter(advisory::isIn)
                    .filter(component -> !isWaived(advisory, today))
                    .map(component -> complaint(advisory, component))
                    .forEach(complaints::add);
        }
        waivers.stream().flatMap(waiver -> wrongWith(waiver, bill)).forEach(complaints::add);
        return complaints;
    }

    private boolean isWaived(Advisory advisory, LocalDate today) {
        return waivers.stream()
                .anyMatch(waiver -> waiver.advisory().equals(advisory.id())
                        && !waiver.until().isBefore(today));
    }

    private static String complaint(Advisory advisory, Component component) {
        var mended = Optional.ofNullable(advisory.fixed()).map(version -> "mended in " + version);
        return "%s %s has %s (%s): %s"
                .formatted(
                        component.name(),
                        component.version(),
                        advisory.id(),
                        mended.orElse("not mended"),
                        advisory.what());
    }

    private Stream<String> wrongWith(Waiver waiver, List<Component> bill) {
        var isNeeded = advisories.stream()
                .filter(advisory -> advisory.id().equals(waiver.advisory()))
                .anyMatch(advisory -> bill.stream().anyMatch(advisory::isIn));
        if (!isNeeded) {
            return Stream.of("the waiver of " + waiver.advisory() + " is not needed: take it away");
        }
        return waiver.reason().isBlank()
                ? Stream.of("the waiver of " + waiver.advisory() + " gives no reason")
                : Stream.empty();
    }
}
