package dev.firebreak.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.StartupRefused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One step that looks at a hundred targets. */
@Tag("F29")
class ManyTargetsTests {

    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    private final ManyTargets many = new ManyTargets(new ParallelSettings(8));

    @Test
    void aHundredAreLookedAtEightAtATime_inTheirOrder_andItIsSaidHowMany() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var eight = new CountDownLatch(8);
        var said = Collections.synchronizedList(new ArrayList<String>());
        var output = new StepOutput() {
            @Override
            public void line(String text) {}

            @Override
            public void progress(long done, long total, String unit) {
                said.add(done + " of " + total + " " + unit);
            }
        };

        var seen = many.each(HUNDRED, "containers", output, target -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            eight.countDown();
            eight.await();
            now.decrementAndGet();
            return -target;
        });

        assertThat(most.get()).isEqualTo(8);
        assertThat(seen).isEqualTo(HUNDRED.stream().map(target -> -target).toList());
        assertThat(said)
                .hasSize(101)
                .startsWith("0 of 100 containers")
                .contains("50 of 100 containers", "100 of 100 containers");
    }

    @Test
    void theFirstThatFailsEndsIt_andNoOtherBegins() {
        var begun = new AtomicInteger();

        assertThatThrownBy(() -> many.each(HUNDRED, "containers", StepOutput.NONE, target -> {
                    begun.incrementAndGet();
                    if (target == 0) {
                        throw new IllegalStateException("no answer");
                    }
                    new CountDownLatch(1).await();
                    return target;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no answer");
        assertThat(begun.get()).isLessThanOrEqualTo(9);
    }

    @Test
    void aNumberThatIsNoneIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new ParallelSettings(0))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("firebreak.parallel.targets is 0: set it to 1 to 64");
    }
}
