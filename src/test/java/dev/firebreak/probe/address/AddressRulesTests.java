package dev.firebreak.probe.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

@Tag("H42")
class AddressRulesTests {

    private final AddressRules rules = new AddressRules(new MockEnvironment()
            .withProperty("server.port", "8080")
            .withProperty("spring.datasource.url", "jdbc:postgresql://127.0.0.1:15432,127.0.0.2/firebreak"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fe80::1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "ff02::1"
            })
    void metadataServicesAndAddressesOfNoHostAreRefusedInEveryForm(String address) throws UnknownHostException {
        assertThat(rules.refusal(InetAddress.getByName(address), 80)).isPresent();
        assertThatThrownBy(() -> rules.resolve(address, 80)).isInstanceOf(AddressRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.7.9", "203.0.113.9", "2001:db8::1", "::1"})
    void privateAndPublicAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(rules.refusal(InetAddress.getByName(address), 80)).isEmpty();
    }

    @Test
    void firebreakIsNeitherItsOwnProbesTargetNorIsItsDatabase() throws UnknownHostException {
        assertThat(rules.refusal(InetAddress.getByName("127.0.0.1"), 8080)).hasValue("it is Firebreak itself");
        assertThat(rules.refusal(InetAddress.getLocalHost(), 8080)).hasValue("it is Firebreak itself");
        assertThat(rules.refusal(InetAddress.getByName("203.0.113.9"), 8080)).isEmpty();
        assertThat(rules.refusal(InetAddress.getByName("127.0.0.1"), 15432)).hasValue("it is Firebreak's own database");
        assertThat(rules.refusal(InetAddress.getByName("127.0.0.2"), 5432)).hasValue("it is Firebreak's own database");
    }
}
