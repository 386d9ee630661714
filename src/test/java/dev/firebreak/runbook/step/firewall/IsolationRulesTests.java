package dev.firebreak.runbook.step.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.firewall.stack.Addresses;
import dev.firebreak.runbook.step.firewall.stack.IsolationRules;
import dev.firebreak.runbook.step.firewall.stack.OwnWay;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an isolation lets through, and what the lab's sudo lets Firebreak load. */
class IsolationRulesTests {

    private static final String BOTH = "192.0.2.0/24, 2001:db8:1::/64,198.51.100.7";

    @Test
    @Tag("A078")
    void everyChainDropsWhatItDoesNotName_forBothFamilies() throws Exception {
        var rules = IsolationRules.of(management(BOTH), Optional.of(way("203.0.113.5")));

        assertThat(rules).startsWith("table inet firebreak_isolation { ").doesNotContain(",", "\"", "\n", "$", "%");
        for (var chain : List.of("input", "forward", "output")) {
            assertThat(chain(rules, chain))
                    .contains("policy drop", "ct state established accept", "counter drop")
                    .doesNotContain("flush");
        }
        assertThat(chain(rules, "input"))
                .contains(
                        "iif lo accept",
                        "ip saddr 192.0.2.0/24 accept",
                        "ip saddr 198.51.100.7 accept",
                        "ip6 saddr 2001:db8:1:0:0:0:0:0/64 accept",
                        "ip saddr 203.0.113.5 tcp dport 22 accept",
                        "nd-neighbor-solicit");
        assertThat(chain(rules, "output")).as("nothing begins from inside").doesNotContain("192.0.2.0", "203.0.113.5");
    }

    @Test
    @Tag("A078")
    void anAddressOfIpv6AsOwnWayStaysOpen() throws Exception {
        assertThat(IsolationRules.of(List.of(), Optional.of(way("2001:db8::5"))))
                .contains("ip6 saddr 2001:db8:0:0:0:0:0:5 tcp dport 22 accept");
        assertThat(IsolationRules.of(List.of(), Optional.empty())).doesNotContain("saddr");
    }

    @Test
    @Tag("F15")
    void sudoOfTheLabLoadsTheseRules_andNoOthers() throws Exception {
        var allowed = Pattern.compile(Files.readString(Path.of("docker/lab/images/host/sudoers"))
                .lines()
                .filter(line -> line.startsWith("Cmnd_Alias RULES"))
                .map(line -> line.substring(line.indexOf('^')))
                .findFirst()
                .orElseThrow());
        var load = "--quiet --wait --pipe --collect --property=Requisite=firebreak-isolation-revert.timer"
                + " --property=After=firebreak-isolation-revert.timer -- /usr/sbin/nft ";
        for (var management : List.of("", BOTH)) {
            for (var own : List.of("203.0.113.5", "2001:db8::5")) {
                var rules = IsolationRules.of(management(management), Optional.of(way(own)));
                assertThat(allowed.matcher(load + rules).find()).as(rules).isTrue();
                assertThat(allowed.matcher(load + rules + "; flush ruleset").find())
                        .isFalse();
                assertThat(allowed.matcher(load + rules.replace("firebreak_isolation", "site"))
                                .find())
                        .isFalse();
                assertThat(allowed.matcher(load + rules.replace("policy drop", "policy accept"))
                                .find())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gateway", "10.1", "192.0.2.0/33", "2001:db8::/129", "0.0.0.0/0", "192.0.2.1; flush ruleset"})
    void whatIsNoAddressIsNamed(String wrong) {
        assertThatThrownBy(() -> management("192.0.2.7," + wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("settings.management")
                .hasMessageContaining("\"" + wrong + "\"");
    }

    @Test
    void aNetworkHoldsItsAddressesOnly() throws Exception {
        var network = management("192.0.2.128/25").get(0);

        assertThat(network.contains(InetAddress.getByName("192.0.2.200"))).isTrue();
        assertThat(network.contains(InetAddress.getByName("192.0.2.20"))).isFalse();
        assertThat(network.contains(InetAddress.getByName("2001:db8::1"))).isFalse();
    }

    private static String chain(String rules, String name) {
        var from = rules.indexOf("chain " + name);
        return rules.substring(from, rules.indexOf('}', from));
    }

    private static OwnWay way(String from) throws Exception {
        return new OwnWay(InetAddress.getByName(from), 22);
    }

    private static List<Addresses.Network> management(String text) {
        return Addresses.managementOf(
                new Target("web", "host", "tier-2", true, false, Map.of("management", text), Map.of()));
    }
}
