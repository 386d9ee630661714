package dev.firebreak.supply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.supply.Advisories.Advisory;
import dev.firebreak.supply.Advisories.Component;
import dev.firebreak.supply.Advisories.Waiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H23: no dependency has a known vulnerability, unless a waiver states the reason and an end date. */
class AdvisoriesTests {

    private static final Path ADVISORIES = Path.of("src/security/advisories.json");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    @Tag("H23")
    void nothingThatIsKnownToBeOpenIsBuiltIn() throws IOException {
        var advisories = Advisories.read(ADVISORIES);

        assertThat(advisories.against(ClassPath.of(advisories.names()), LocalDate.now()))
                .isEmpty();
    }

    @Test
    @Tag("chaos") // the other builds make no bill (ADR 27)
    void theBillOfMaterialsSaysWhatIsBuiltIn() throws IOException {
        var bill = BillOfMaterials.ofThisBuild();

        assertThat(bill)
                .hasSizeGreaterThan(100)
                .allSatisfy(component -> assertThat(ClassPath.of(List.of(component.name())))
                        .as(component.name())
                        .contains(component));
    }

    @ParameterizedTest
    @CsvSource({"3.17.0, true", "3.0, true", "3.9, true", "3.18.0, false", "3.18, false", "3.100.1, false", "2.6, false"
    })
    @Tag("H23")
    void aPlantedOldJarIsFound(String version, boolean isFound) {
        var findings = advisories().against(List.of(new Component("org.example:old", version)), TODAY);

        assertThat(findings.isEmpty()).isEqualTo(!isFound);
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding)
                        .isEqualTo("org.example:old " + version + " has CVE-1 (fixed in 3.18.0): it burns"));
    }

    @Test
    void whatWasNeverMendedIsFoundInEveryVersion() {
        var open = new Advisory("CVE-2", "org.example:old", "1.0", null, "it leaks");

        assertThat(with(open).against(List.of(new Component("org.example:old", "9.9-jre")), TODAY))
                .singleElement()
                .asString()
                .contains("no fix available");
    }

    @Test
    void aWaiverHoldsToItsLastDay() {
        var bill = List.of(new Component("org.example:old", "3.1"));
        var waived = advisories(new Waiver("CVE-1", TODAY, "nobody calls it"));

        assertThat(waived.against(bill, TODAY)).isEmpty();
        assertThat(waived.against(bill, TODAY.plusDays(1))).hasSize(1);
    }

    @Test
    void aWaiverNeedsAReasonAndAHole() {
        var bill = List.of(new Component("org.example:old", "3.1"));

        assertThat(advisories(new Waiver("CVE-1", TODAY, " ")).against(bill, TODAY))
                .containsExactly("the waiver of CVE-1 gives no reason");
        assertThat(advisories(new Waiver("CVE-1", TODAY, "why")).against(List.of(), TODAY))
                .containsExactly("the waiver of CVE-1 is not needed: remove it");
    }

    private static Advisories advisories(Waiver... waivers) {
        var old = new Advisory("CVE-1", "org.example:old", "3.0", "3.18.0", "it burns");
        return new Advisories("", TODAY, List.of(old), List.of(waivers));
    }

    private static Advisories with(Advisory advisory) {
        return new Advisories("", TODAY, List.of(advisory), List.of());
    }
}
