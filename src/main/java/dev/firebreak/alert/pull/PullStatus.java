package dev.firebreak.alert.pull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/** How the asking of Alertmanagers goes on this node, and how far they and Firebreak differ. */
@Component
public class PullStatus {

    private final Map<String, Asked> peers = new ConcurrentSkipListMap<>();

    /**
     * What the last look at an Alertmanager found.
     *
     * @param source the name of the source whose alerts it sends
     * @param askedAt when it answered last, or null
     * @param failure why it did not answer since, or null
     * @param missed alerts that it has, that it sends to Firebreak and that Firebreak did not have
     * @param gone alerts that fire as far as Firebreak knows, and that it no longer has
     */
    public record Asked(String source, Instant askedAt, String failure, int missed, int gone) {

        /** Whether it and Firebreak differed. */
        public boolean hasDrift() {
            return missed + gone > 0;
        }

        /** The difference in words; empty if there is none. */
        public String drift() {
            var its = missed == 0 ? "" : missed + (missed == 1 ? " alert" : " alerts") + " did not arrive";
            var ours = gone == 0 ? "" : gone + (gone == 1 ? " alert is" : " alerts are") + " over there but not here";
            return its + (its.isEmpty() || ours.isEmpty() ? "" : ", ") + ours;
        }
    }

    /** By the names of the sources. */
    public List<Asked> all() {
        return List.copyOf(peers.values());
    }

    void answered(String source, Instant at, int missed, int gone) {
        peers.put(source, new Asked(source, at, null, missed, gone));
    }

    void failed(String source, String why) {
        var before = peers.get(source);
        peers.put(
                source,
                before == null
                        ? new Asked(source, null, why, 0, 0)
                        : new Asked(source, before.askedAt(), why, before.missed(), before.gone()));
    }
}
