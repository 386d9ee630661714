package dev.firebreak.board.live;

import dev.firebreak.runbook.output.RunningSteps;
import dev.firebreak.runbook.output.RunningSteps.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where running steps are, so that readers hear of those that went on. The lines themselves have a cursor of their own,
 * so a reader that misses an event misses no line. For one thread.
 */
final class StepProgress {

    private final RunningSteps steps;
    private Map<UUID, Position> last = Map.of();

    StepProgress(RunningSteps steps) {
        this.steps = steps;
    }

    /** The steps that began, wrote something or ended since the last call. */
    List<Position> news() {
        var now = new HashMap<UUID, Position>();
        steps.positions().forEach(it -> now.put(it.step(), it));
        var news = new ArrayList<Position>();
        now.values().stream().filter(it -> !it.equals(last.get(it.step()))).forEach(news::add);
        last.values().stream().filter(it -> !now.containsKey(it.step())).forEach(news::add);
        last = now;
        return news;
    }
}
