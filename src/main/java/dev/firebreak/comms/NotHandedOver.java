package dev.firebreak.comms;

import java.util.List;
import java.util.stream.Collectors;

/** Not everybody could be reached yet: the worker tries again. Says who and why, for Cockpit shows it. */
public class NotHandedOver extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotHandedOver(Errand errand, List<DeliveryLine> lines) {
        super(errand.message() + " of " + errand.incident() + " not handed over yet to "
                + lines.stream()
                        .filter(line -> line.state() == DeliveryState.DUE)
                        .map(line -> line.person() + " by " + line.channel() + " (" + line.why() + ")")
                        .collect(Collectors.joining(", ")));
    }
}
