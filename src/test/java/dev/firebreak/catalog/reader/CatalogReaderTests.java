package dev.firebreak.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogInvalid;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.NotificationRule;
import dev.firebreak.catalog.ShiftHours;
import dev.firebreak.catalog.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class CatalogReaderTests {

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
              orders-db:
                kind: postgres
                tier: tier-1
                usersAffected: all
                target: orders-db
            targets:
              orders-db:
                kind: postgres
                settings:
                  url: jdbc:postgresql://127.0.0.1/orders
                  user: firebreak
                  password: secret://orders-db
            """;

    @Test
    void aGoodFileBecomesTheCatalogue() {
        var catalog = read(GOOD);

        assertThat(catalog.profile()).isEqualTo("mosaic");
        assertThat(catalog.rotas().get("primary").people())
                .extracting(Contact::id)
                .containsExactly("alice", "carol");
        assertThat(catalog.rotas().get("primary").layers().get(0).shift()).isEqualTo(Duration.ofDays(7));
        assertThat(catalog.service("orders-db").orElseThrow().target()).isEqualTo("orders-db");
        assertThat(catalog.audiences().get("oncall")).hasSize(2);
    }

    @Test
    void aTargetIsDryAndCountsAsMostImportantUntilTheFileSaysOtherwise() {
        var target = read(GOOD).target("orders-db").orElseThrow();

        assertThat(target.live()).isFalse();
        assertThat(target.tier()).isEqualTo("tier-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classpath:catalog.yaml", "classpath:catalog-demo.yaml"})
    void theCataloguesInTheJarAreValidAndDry(String location) {
        var catalog = new CatalogReader("catalog.yaml").read(CatalogFile.read(location));

        assertThat(catalog.targets().values()).isNotEmpty().noneMatch(Target::live);
        assertThat(catalog.services()).containsKeys("mosaic-postgres", "mosaic-redis", "gitops-auditor");
    }

    @Test
    void anErrorNamesFileLineColumnFieldAndWhatIsKnown() {
        var errors = errorsOf(GOOD.replace("[alice, carol]", "[alice, bob]"));

        assertThat(errors)
                .containsExactly("catalog.yaml:9:21 rotas.primary.people[1]: no contact \"bob\" (known: alice, carol)");
    }

    @Test
    void allErrorsAreToldTogetherInTheOrderOfTheFile() {
        var errors = errorsOf(GOOD.replace("carol@example.org", "carol")
                .replace("Europe/Berlin", "Middle/Earth")
                .replace("P7D", "PT90M")
                .replace("ladder: [primary]", "ladder: [primary, night, primary]")
                .replace("tier-1", "important")
                .replace("target: orders-db", "target: orders")
                .replace("usersAffected", "userAffected"));

        assertThat(errors).hasSize(8);
        assertThat(errors.get(0)).startsWith("catalog.yaml:3:30 contacts.carol.mail: \"carol\" is not a mail address");
        assertThat(errors.get(1))
                .startsWith("catalog.yaml:6:11 rotas.primary.zone: \"Middle/Earth\" is not a time zone");
        assertThat(errors.get(2)).startsWith("catalog.yaml:8:12 rotas.primary.shift: \"PT90M\" is not a length");
        assertThat(errors.get(3)).isEqualTo("catalog.yaml:10:19 ladder[1]: no rota \"night\" (known: primary)");
        assertThat(errors.get(4)).isEqualTo("catalog.yaml:10:26 ladder[2]: \"primary\" appears twice");
        assertThat(errors.get(5))
                .contains("services.orders-db.tier: \"important\" is not one of tier-1, tier-2, tier-3");
        assertThat(errors.get(6)).contains("services.orders-db.userAffected: unknown key (known: kind, tier,");
        assertThat(errors.get(7)).contains("services.orders-db.target: no target \"orders\" (known: orders-db)");
    }

    @Test
    @Tag("G10")
    void aLadderThatReachesNobodyIsRefused() {
        assertThat(errorsOf(GOOD.replace("[alice, carol]", "[]")))
                .containsExactly("catalog.yaml:9:13 rotas.primary.people: the rota has no people");
        assertThat(errorsOf(GOOD.replace("ladder: [primary]", "ladder: []")))
                .containsExactly("catalog.yaml:10:9 ladder: has no rota, so no one would be paged");
        assertThat(errorsOf(GOOD.replace(", mail: alice@example.org", "")))
                .containsExactly("catalog.yaml:2:10 contacts.alice: \"mail\" is missing");
    }

    @Test
    void aPasswordInTheFileIsRefusedWithoutRepeatingIt() {
        var plain = errorsOf(GOOD.replace("secret://orders-db", "hunter2"));
        var inUrl = errorsOf(GOOD.replace("127.0.0.1/orders", "127.0.0.1/orders?user=a&password=hunter2"));

        assertThat(plain)
                .hasSize(1)
                .allMatch(error -> error.startsWith("catalog.yaml:23:17 targets.orders-db.settings"));
        assertThat(inUrl).hasSize(1).allMatch(error -> error.contains("settings.url: holds a password"));
        assertThat(plain + "" + inUrl).doesNotContain("hunter2");
    }

    @Test
    void aContactMayBeASlackChannelThatHearsWhatItsAudienceHears() {
        var catalog = read(
                GOOD.replace("rotas:", "  incidents: {name: \"#incidents\", slack: secret://slack-incidents}\nrotas:")
                        + "audiences: {engineering: [alice, incidents]}\n");

        assertThat(catalog.audiences().get("engineering"))
                .containsExactly(
                        new Contact("alice", "Alice", "alice@example.org"),
                        new Contact("incidents", "#incidents", null, "secret://slack-incidents"));
    }

    @Test
    @Tag("H12")
    void aWebhookInTheFileIsRefusedWithoutRepeatingIt() {
        var errors = errorsOf(
                GOOD.replace("mail: carol@example.org", "slack: \"https://hooks.slack.com/services/T0/B0/canary\"")
                        .replace("[alice, carol]", "[alice]"));

        assertThat(errors)
                .containsExactly("catalog.yaml:3:31 contacts.carol.slack: must be a reference such as"
                        + " secret://slack-incidents, never the webhook itself");
    }

    @Test
    void nobodyIsPagedInASlackChannelAndItOwnsNothing() {
        var errors = errorsOf(GOOD.replace("mail: carol@example.org", "slack: secret://slack-incidents")
                .replace("    target: orders-db", "    target: orders-db\n    owner: carol"));

        assertThat(errors)
                .containsExactly(
                        "catalog.yaml:9:21 rotas.primary.people[1]: \"carol\" is a Slack channel: it can't be on call",
                        "catalog.yaml:17:12 services.orders-db.owner: no contact \"carol\" (known: alice)");
    }

    @Test
    void aContactIsAPersonOrASlackChannel() {
        assertThat(errorsOf(GOOD.replace("mail: carol@", "slack: secret://slack-incidents, mail: carol@")
                        .replace("[alice, carol]", "[alice]")))
                .containsExactly("catalog.yaml:3:10 contacts.carol: has both mail and slack:"
                        + " make the Slack channel a contact of its own");
    }

    @Test
    void aPersonHasContactMethodsRulesAndQuietHours() {
        var catalog = read(GOOD.replace("mail: carol@example.org}", """
                mail: carol@example.org, ntfy: carol-7f3k, webhook: pager, phone: "+4915112345678", \
                notify: [ntfy, mail, sms after 5m], quiet: {zone: Europe/Berlin, from: "22:00", until: "07:00"}}"""));

        var methods = catalog.contact("carol").orElseThrow().methods();
        assertThat(methods.ntfy()).isEqualTo("carol-7f3k");
        assertThat(methods.webhook()).isEqualTo("pager");
        assertThat(methods.phone()).isEqualTo("+4915112345678");
        assertThat(methods.rules())
                .containsExactly(
                        new NotificationRule("ntfy", Duration.ZERO),
                        new NotificationRule("mail", Duration.ZERO),
                        new NotificationRule("sms", Duration.ofMinutes(5)));
        assertThat(methods.quiet().endAfter(Instant.parse("2026-11-22T21:30:00Z")))
                .contains(Instant.parse("2026-11-23T06:00:00Z"));
        assertThat(methods.quiet().endAfter(Instant.parse("2026-11-23T06:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ntfy: a/b, ntfy: \"a/b\" is not an ntfy topic",
        "phone: 0151123, phone: \"0151123\" is not a number such as",
        "notify: [sms], 'notify: names sms, but there is no address for it'",
        "notify: [fax], 'notify[0]: \"fax\" is not a channel such as mail'",
        "notify: [mail after 5m], 'notify: has no channel without a delay'",
        "notify: [mail after 99m], 'notify[0]: \"mail after 99m\" is not a channel'",
        "'quiet: {zone: UTC, from: \"07:00\", until: \"07:00\"}', quiet: from and until must differ",
    })
    void aContactMethodThatReachesNobodyIsRefusedByItsField(String wrong, String error) {
        var errors = errorsOf(GOOD.replace("mail: carol@example.org", "mail: carol@example.org, " + wrong));

        assertThat(errors).hasSize(1).allMatch(it -> it.contains("contacts.carol." + error));
    }

    @ParameterizedTest
    @CsvSource({"12h, PT12H", "14d, P14D", "PT12H, PT12H", "P2W, P14D"})
    void aShiftLastsWholeHoursOrDaysInEitherForm(String words, String length) {
        var layers = read(GOOD.replace("shift: P7D", "shift: " + words))
                .rotas()
                .get("primary")
                .layers();

        assertThat(layers.get(0).shift()).isEqualTo(Duration.parse(length.replace("P14D", "PT336H")));
    }

    @Test
    void aRotaMayHaveLayersOfOtherZonesAndHours() {
        var layers = read(GOOD.replace(
                        "    start: 2026-01-05T09:00\n    shift: P7D\n    people: [alice, carol]\n", """
                            layers:
                              - {start: 2026-01-05T09:00, shift: monthly, people: [alice]}
                              - {start: 2026-01-05T09:00, shift: PT12H, people: [carol, alice], zone: Asia/Tokyo, days: [monday], from: "09:00", until: "17:00"}
                        """))
                .rotas()
                .get("primary")
                .layers();

        assertThat(layers).hasSize(2);
        assertThat(layers.get(0).shift()).isEqualTo(Period.ofMonths(1));
        assertThat(layers.get(0).hours()).isNull();
        assertThat(layers.get(1).zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(layers.get(1).hours())
                .isEqualTo(new ShiftHours(Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(17, 0)));
    }

    @Test
    @Tag("G10")
    void aLadderWithARotaThatHasGapsIsRefused() {
        var errors = errorsOf(
                GOOD.replace("    start: 2026-01-05T09:00\n    shift: P7D\n    people: [alice, carol]\n", """
                            layers: [{start: 2026-01-05T09:00, shift: daily, people: [alice], from: "09:00", until: "17:00"}]
                        """));

        assertThat(errors)
                .hasSize(1)
                .allMatch(it -> it.contains("ladder[0]: \"primary\" leaves nobody on call at some hours"));
    }

    @Test
    @Tag("G10")
    void aCatchAllWithoutAPersonIsRefused() {
        var errors = errorsOf(GOOD.replace("rotas:", "  room: {slack: secret://slack-incidents}\nrotas:")
                + "audiences: {catch-all: [room]}\n");

        assertThat(errors)
                .hasSize(1)
                .allMatch(it -> it.contains(
                        "audiences.catch-all: has no person, so a page that no one takes would reach nobody"));
    }

    @Test
    void aTargetThatCannotBeReachedIsRefused() {
        assertThat(errorsOf(GOOD.replace("      user: firebreak\n", "")))
                .containsExactly("catalog.yaml:19:5 targets.orders-db: a target of kind postgres needs settings.user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://a:b@x.test/health", "ftp://x.test/health", "3000/health"})
    void aHealthAddressIsPlainHttp(String address) {
        var errors = errorsOf(GOOD.replace("    target: orders-db\n", "    health: " + address + "\n"));

        assertThat(errors).hasSize(1).allMatch(error -> error.contains("services.orders-db.health: "));
    }

    @Test
    void aSecondEntryOfTheSameNameIsRefused() {
        assertThat(errorsOf(GOOD.replace("  carol: {", "  alice: {").replace(", carol]", "]")))
                .containsExactly("catalog.yaml:3:3 contacts.alice: duplicate key");
    }

    @Test
    void noJavaTypeIsMadeFromATag() {
        var global = errorsOf(GOOD.replace("name: Alice", "name: !!java.net.URL 'http://x.test'"));
        var local = errorsOf(GOOD.replace("name: Alice", "name: !ours Alice"));

        assertThat(global)
                .containsExactly(
                        "catalog.yaml:2:17 not YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL");
        assertThat(local)
                .containsExactly("catalog.yaml:2:17 contacts.alice.name: tags such as !ours are not supported");
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        var errors = errorsOf(GOOD.replace("[alice, carol]", "&p [alice]") + "audiences:\n"
                + "  many: *p\n".repeat(25).replaceAll("many", "engineering"));

        assertThat(errors).hasSize(1).allMatch(error -> error.contains("Number of aliases for non-scalar nodes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contacts: !!javax.script.ScriptEngineManager [x]",
                "contacts: {a: {name: !!java.net.URL [http://x.test], mail: a@x.test}}",
                "a: &a [x]\nb: [" + "*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a" + "]",
                "contacts: {a: 1",
                "contacts: {}\ncontacts: {}",
                "- just\n- a list",
                "just text",
                "",
                "---\na: 1\n---\nb: 2",
                "\t: x",
                "contacts: &c {a: *c}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void whatIsNoCatalogueIsRefusedInOneLineEach(String yaml) {
        assertThat(errorsOf(yaml)).isNotEmpty().allMatch(error -> error.startsWith("catalog.yaml:"));
    }

    @Test
    void bytesThatAreNoUtf8AreSaidToBe() {
        var error = catchThrowableOfType(
                CatalogInvalid.class, () -> new CatalogReader("catalog.yaml").read(new byte[] {(byte) 0xC3, 0x28}));

        assertThat(error.errors()).containsExactly("catalog.yaml:1:1 is not UTF-8 text");
    }

    @Test
    void theChosenFileGoesFirstThenTheDataFolderThenTheJar(@TempDir Path data) throws Exception {
        assertThat(new CatalogFile("", data, false).location()).isEqualTo("classpath:catalog.yaml");
        assertThat(new CatalogFile("", data, true).location()).isEqualTo("classpath:catalog-demo.yaml");

        Files.writeString(data.resolve("catalog.yaml"), GOOD);

        assertThat(new CatalogFile("", data, false).location())
                .isEqualTo(data.resolve("catalog.yaml").toString());
        assertThat(new CatalogFile("/etc/firebreak.yaml", data, false).location())
                .isEqualTo("/etc/firebreak.yaml");
    }

    @Test
    void aMissingFileIsSaidByItsSetting() {
        var error = catchThrowableOfType(CatalogInvalid.class, () -> CatalogFile.read("/nowhere/catalog.yaml"));

        assertThat(error.errors().get(0)).startsWith("firebreak.catalog=/nowhere/catalog.yaml can't be read");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theApplicationTellsTheLinesInsteadOfAStackTrace(CapturedOutput output) {
        var failure = new IllegalStateException(
                new CatalogInvalid("catalog.yaml", List.of("catalog.yaml:1:1 x: y", "catalog.yaml:2:1 z: w")));

        assertThat(new CatalogInvalidReporter().reportException(failure)).isTrue();

        assertThat(output.getOut()).contains("catalog.yaml:1:1 x: y", "catalog.yaml:2:1 z: w");
        assertThat(new CatalogInvalidReporter().reportException(new IllegalStateException("bug")))
                .isFalse();
    }

    private static Catalog read(String yaml) {
        return new CatalogReader("catalog.yaml").read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errorsOf(String yaml) {
        return catchThrowableOfType(CatalogInvalid.class, () -> read(yaml)).errors();
    }
}
