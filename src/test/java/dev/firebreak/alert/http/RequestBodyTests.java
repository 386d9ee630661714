package dev.firebreak.alert.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.alert.http.RequestBody.Fill;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a body costs while it arrives, in bytes that this thread allocates: exact, whatever the collector does. */
class RequestBodyTests {

    private static final int MIB = 1024 * 1024;
    private static final int LIMIT = 8 * MIB;
    private static final int HUGE = 100 * MIB;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] chunk = new byte[16 * 1024];
    private final InFlightLimit inFlightLimit = new InFlightLimit(AlertIngestFixture.SETTINGS);

    @Test
    @Tag("D8")
    void ofAHugeBodyNoMoreIsHeldThanTheLimitAndThenNothing() {
        var began = threads.getCurrentThreadAllocatedBytes();
        var body = new RequestBody(LIMIT, inFlightLimit.share());
        while (body.length() < LIMIT) {
            assertThat(body.add(chunk, chunk.length) == Fill.TAKEN).isTrue();
        }
        var atTheLimit = threads.getCurrentThreadAllocatedBytes();
        while (body.length() < HUGE) {
            assertThat(body.add(chunk, chunk.length) == Fill.TOO_BIG).isTrue();
        }

        assertThat(atTheLimit - began).as("as it grows").isLessThan(4L * LIMIT);
        assertThat(threads.getCurrentThreadAllocatedBytes() - atTheLimit)
                .as("what is thrown away")
                .isLessThan(4L * MIB);
        assertThat(body.toBytes()).isEmpty();
    }

    @Test
    @Tag("D9")
    void aBodyOfWhichNothingArrivesTakesNoMemory() {
        var began = threads.getCurrentThreadAllocatedBytes();
        for (var n = 0; n < 1_000; n++) {
            assertThat(new RequestBody(LIMIT, inFlightLimit.share()).length()).isZero();
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - began).isLessThan(4L * MIB);
    }

    @Test
    @Tag("D8")
    void whatIsThrownAwayLeavesRoomForOthers() {
        var settings = AlertIngestFixture.SETTINGS;
        var room =
                Math.min(settings.maxInFlight().toBytes(), Runtime.getRuntime().maxMemory() / 4) - MIB;
        var body = new RequestBody(LIMIT, inFlightLimit.share());
        while (body.length() < LIMIT) {
            body.add(chunk, chunk.length);
        }
        assertThat(inFlightLimit.share().covers(room)).isFalse();

        body.add(chunk, chunk.length);

        assertThat(inFlightLimit.share().covers(room)).isTrue();
    }
}
