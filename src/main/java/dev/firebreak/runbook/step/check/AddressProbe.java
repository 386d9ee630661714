package dev.firebreak.runbook.step.check;

import java.net.URI;

/**
 * Port to the network: looks at an address as a client would, up to its answer. It follows no redirect, reads no body
 * and never logs in: attempts to log in can lock an account.
 */
public interface AddressProbe {

    /** @param address {@code http}, {@code https}, or {@code tcp} for a host and a port that only have to accept */
    AddressReport look(URI address) throws InterruptedException;
}
