package dev.firebreak.runbook.step.check;

import dev.firebreak.runbook.step.check.AddressReport.Reached;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** A played network: every address answers after the same time, or refuses. */
@TestComponent
@Primary
public class FakeAddresses implements AddressProbe {

    boolean refuses;
    Duration time = Duration.ofMillis(5);

    @Override
    public AddressReport look(URI address) {
        return refuses
                ? new AddressReport(address, Reached.ROUTE, "Connection refused", 0, time, null)
                : new AddressReport(address, Reached.ANSWER, null, 0, time, null);
    }
}
