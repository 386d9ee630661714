package dev.firebreak.runbook.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.whole.WholeRunbook.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which runbooks the lab runs as a whole. */
class WholeRunbookTests {

    @Test
    void eachRunbookRunsInTheLabWithAHealthyABrokenAndAHopelessTarget() throws IOException {
        try (var files = Files.list(Path.of("runbooks"))) {
            var wanted = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".bpmn"))
                    .collect(Collectors.toMap(
                            name -> name.replace(".bpmn", ""), name -> (Set<Case>) EnumSet.allOf(Case.class)));

            assertThat(ran()).isEqualTo(new TreeMap<>(wanted));
        }
    }

    private static Map<String, Set<Case>> ran() {
        return Stream.of(WholeRunbooksLabTests.class.getDeclaredClasses())
                .flatMap(nested -> Stream.of(nested.getSuperclass().getDeclaredMethods()))
                .map(method -> method.getAnnotation(WholeRunbook.class))
                .filter(annotation -> annotation != null)
                .collect(Collectors.groupingBy(
                        WholeRunbook::value,
                        TreeMap::new,
                        Collectors.mapping(WholeRunbook::state, Collectors.toSet())));
    }
}
