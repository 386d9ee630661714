package dev.firebreak.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firebreak.MovableClock;
import dev.firebreak.catalog.CatalogGuard;
import dev.firebreak.catalog.CatalogGuard.Objection;
import dev.firebreak.catalog.CatalogReloaded;
import dev.firebreak.reload.ReloadRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** The catalogue is replaced as a whole by a good file, and stays as it was beside a bad one. */
@Tag("D40")
class ReloadableCatalogTests {

    private static final String GOOD = """
            contacts:
              alice: {name: Alice, mail: alice@example.org}
              carol: {name: Carol, mail: carol@example.org}
            rotas:
              primary:
                zone: Europe/Berlin
                start: 2026-01-05T09:00
                shift: P7D
                people: [alice, carol]
            ladder: [primary]
            services:
              orders-db: {kind: postgres, tier: tier-1, target: orders-db}
            targets:
              orders-db:
                kind: docker
                settings: {container: orders-db}
            """;

    @TempDir
    Path data;

    private final List<Objection> objections = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private ReloadableCatalog catalog;

    @BeforeEach
    void inForce() throws IOException {
        write(GOOD);
        CatalogGuard guard = (current, next) -> List.copyOf(objections);
        catalog = new ReloadableCatalog(
                new MockEnvironment().withProperty("firebreak.data-dir", data.toString()),
                new StaticListableBeanFactory(Map.<String, Object>of("guard", guard))
                        .getBeanProvider(CatalogGuard.class),
                told::add,
                new MovableClock());
    }

    @Test
    void aGoodFileReplacesAllOfItAtOnce() throws IOException {
        var before = catalog.current();
        write(GOOD.replace("[alice, carol]", "[carol]")
                .replace("container: orders-db", "container: orders-db-2")
                .replace("tier: tier-1, ", "tier: tier-2, ")
                .replace("contacts:", "contacts:\n  dave: {mail: dave@example.org}"));

        var prepared = catalog.prepare(catalog.read());
        assertThat(catalog.current()).isSameAs(before);
        prepared.swap().run();

        assertThat(prepared.changes())
                .containsExactly(
                        "contacts.dave added",
                        "rotas.primary: layers changed",
                        "audiences.oncall: changed",
                        "services.orders-db: tier changed",
                        "targets.orders-db: settings changed");
        assertThat(catalog.current().rotas().get("primary").people()).hasSize(1);
        assertThat(catalog.current().target("orders-db").orElseThrow().setting("container"))
                .isEqualTo("orders-db-2");
        assertThat(before.rotas().get("primary").people())
                .as("what runs has its own")
                .hasSize(2);
        assertThat(told).containsExactly(new CatalogReloaded(catalog.current()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[alice, carol] | [alice, bob] | catalog.yaml:9:21 rotas.primary.people[1]: no contact \"bob\"",
                "[alice, carol] | [] | catalog.yaml:9:13 rotas.primary.people: the rota has no people",
                "ladder: [primary] | ladder: [] | catalog.yaml:10:9 ladder: has no rota, so no one would be paged",
                "2026-01-05T09:00 | 2027-01-05T09:00 | catalog.yaml:10:9 ladder: no rota of it has begun",
                "shift: P7D | shift: P7D, | catalog.yaml:",
                "shift: P7D | shyft: P7D | rotas.primary.shyft: unknown key",
                "ladder: [primary] | ladder: [primary]\\nladder: [primary] | catalog.yaml:11:1 ladder: duplicate key",
                "ladder: [primary] | audiences: {catch-all: [c]}\\nladder: [primary] | audiences.catch-all",
                "contacts: | contacts: [ | catalog.yaml:"
            })
    void aBadFileIsRefusedByLineColumnAndReason(String from, String to, String error) throws IOException {
        write(GOOD.replace(from, to.replace("\\n", "\n")));

        assertThat(refused().errors()).anySatisfy(line -> assertThat(line).contains(error));
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        write("");

        assertThat(refused().errors()).containsExactly("catalog.yaml:1:1 is empty");
    }

    @Test
    void aFileThatIsGoneNeverMeansTheCatalogueOfTheJar() throws IOException {
        Files.delete(data.resolve("catalog.yaml"));

        var refused = catchThrowableOfType(ReloadRefused.class, catalog::read);

        assertThat(refused).hasMessageContaining("catalog.yaml");
        assertThat(catalog.current().service("orders-db")).isPresent();
    }

    @Test
    void anObjectionNamesThePlaceInTheNewFile() throws IOException {
        write(GOOD.replace("target: orders-db", "owner: alice")
                .replace("  orders-db:\n    kind", "  other:\n    kind"));
        objections.add(new Objection("targets.orders-db", "a step uses this target"));
        objections.add(new Objection("rotas.primary.zone", "so it is"));

        assertThat(refused().errors())
                .containsExactly(
                        "catalog.yaml:6:11 rotas.primary.zone: so it is",
                        "catalog.yaml:14:3 targets.orders-db: a step uses this target");
    }

    private ReloadRefused refused() {
        return catchThrowableOfType(ReloadRefused.class, () -> catalog.prepare(catalog.read()));
    }

    private void write(String text) throws IOException {
        Files.writeString(data.resolve("catalog.yaml"), text);
    }
}
