package dev.firebreak.runbook.step.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.type.TypeReference;
import com.github.dockerjava.api.model.ChangeLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of changed files of a container, which can be as long as an attacker wants. */
@Tag("A079")
class FileChangesTests {

    @Test
    void ofThreeMillionChangesAFewAreKept_andNoneOfAProgramIsCrowdedOut() throws IOException {
        var changes = read(
                list(3_000_000, n -> n == 2_999_999 ? change(0, "/usr/bin/ssh") : change(1, "/tmp/f" + n)), () -> true);

        assertThat(changes.kept()).hasSize(FileChangesReader.KEPT + 1).startsWith("C /usr/bin/ssh", "A /tmp/f0");
        assertThat(changes.all()).isEqualTo(3_000_000);
        assertThat(changes.text()).endsWith("(2,979,999 of 3,000,000 changes are not kept)\n");
    }

    @Test
    void whatIsNotReadInTimeIsSaid() throws IOException {
        var changes = read(list(5_000, n -> change(2, "/f" + n)), () -> false);

        assertThat(changes.kept()).hasSize(1_000).startsWith("D /f0");
        assertThat(changes.text()).endsWith("(there are more: the Docker Engine did not list all of them in time)\n");
    }

    @Test
    void theClientReadsTheListAsItComes() throws IOException {
        var mapper = new DockerConfig("tcp://127.0.0.1:1").getObjectMapper();

        var answer = mapper.readValue(list(2, n -> change(1, "/bin/f" + n)), new TypeReference<List<ChangeLog>>() {});

        assertThat(answer)
                .isInstanceOfSatisfying(
                        DockerConfig.Changes.class,
                        bounded -> assertThat(bounded.read.kept()).containsExactly("A /bin/f0", "A /bin/f1"));
    }

    private static FileChanges read(InputStream list, BooleanSupplier inTime) throws IOException {
        return FileChangesReader.read(new JsonFactory().createParser(list), inTime);
    }

    private static String change(int kind, String path) {
        return "{\"Path\":\"" + path + "\",\"Kind\":" + kind + "}";
    }

    /** The answer of an engine, made while it is read. */
    private static InputStream list(long many, LongFunction<String> change) {
        var parts = LongStream.range(0, many)
                .mapToObj(n -> bytes((n == 0 ? "[" : ",") + change.apply(n) + (n == many - 1 ? "]" : "")))
                .iterator();
        return new SequenceInputStream(enumeration(parts));
    }

    private static Enumeration<InputStream> enumeration(Iterator<InputStream> parts) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        };
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
