package dev.firebreak.board.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Person;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class EventStreamTests {

    /** A connection that takes bytes only while its reader reads. */
    private static final class Connection extends ServletOutputStream {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean isReading;

        @Override
        public boolean isReady() {
            return isReading;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            // The test says when writing is possible.
        }

        @Override
        public void write(int oneByte) throws IOException {
            if (!isReading) {
                throw new IOException("would block");
            }
            taken.write(oneByte);
        }
    }

    private final Connection connection = new Connection();
    private final List<EventStream> ended = new ArrayList<>();

    private EventStream stream() throws IOException {
        var response = new MockHttpServletResponse() {
            @Override
            public ServletOutputStream getOutputStream() {
                return connection;
            }
        };
        var exchange = new MockAsyncContext(new MockHttpServletRequest(), response);
        var stream = new EventStream(new Person("rex", "Rex", "", Set.of()), null, exchange, ended::add);
        stream.begin();
        stream.onWritePossible();
        return stream;
    }

    @Test
    void whatASlowReaderDoesNotTakeWaits() throws IOException {
        var stream = stream();

        stream.send("one ");
        stream.send("two ");
        assertThat(connection.taken.size()).isZero();
        connection.isReading = true;
        stream.onWritePossible();
        stream.send("three");

        assertThat(connection.taken).hasToString("one two three");
        assertThat(ended).isEmpty();
    }

    @Test
    void aReaderThatTakesNothingLosesTheStream() throws IOException {
        var stream = stream();
        var event = "x".repeat(1_000);

        for (var n = 0; n < 1_000; n++) {
            stream.send(event);
        }

        assertThat(ended).containsExactly(stream);
    }

    @Test
    void whatIsToBeDoneAfterwardsIsDoneOnce() throws IOException {
        var stream = stream();
        var done = new ArrayList<String>();

        stream.whenOver(() -> done.add("once"));
        stream.end();
        stream.end();
        stream.whenOver(() -> done.add("at once"));

        assertThat(done).containsExactly("once", "at once");
        assertThat(ended).hasSize(1);
    }
}
