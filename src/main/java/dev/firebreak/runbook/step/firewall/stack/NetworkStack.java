package dev.firebreak.runbook.step.firewall.stack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The packet filter of one host or one container. The caller must close it. */
public interface NetworkStack extends AutoCloseable {

    /** Which one, exactly: {@code machine-id:…} of a host, or the 64-character id of a container. */
    String id();

    /** Firebreak's own way in, if it leads through this network. */
    Optional<OwnWay> ownWay() throws InterruptedException;

    /** Whether this container runs there. True, too, if that can't be told. */
    boolean mayHold(String container) throws InterruptedException;

    /** Why it can't be isolated; empty if it can. */
    Optional<String> obstacle() throws InterruptedException;

    /** What an isolation of this kind does not cover, and what ends it: sentences for the person who approves. */
    List<String> limits();

    Isolation isolation() throws InterruptedException;

    /**
     * Loads the rules in one transaction, beside all others. Where a mistake could cut Firebreak off, they are taken back
     * after the time unless they are confirmed.
     *
     * @return why nothing was loaded; empty if the rules are loaded
     */
    Optional<String> load(String rules, Duration revertAfter) throws InterruptedException;

    /** Lets the rules stay. Only somebody who got through them can call it. */
    void confirm() throws InterruptedException;

    /** Removes our table and nothing else. Repeating it is harmless. */
    void remove() throws InterruptedException;

    @Override
    void close();
}
