package dev.firebreak.runbook.step;

/** A target that a test plays, which can be stopped in the middle of a change and says what state it is in. */
public abstract class PlayedTarget {

    private int pointsUntilKill = Integer.MAX_VALUE;
    private int points;

    /** Everything that a step may change, to be compared: connections, settings, keys. */
    public abstract Object captured();

    /** Brings it into a state in which each reversible step on it has something to do. */
    public abstract void givesWork();

    /** Kills the caller at this point: before its first change (0), after it (1), before its second (2), … */
    public final void killAt(int point) {
        pointsUntilKill = point;
        points = 0;
    }

    /** How many points were passed since {@link #killAt}. */
    public final int points() {
        return points;
    }

    /** One change that a step makes. */
    protected final void changes(Runnable change) {
        point();
        change.run();
        point();
    }

    private void point() {
        if (points++ == pointsUntilKill) {
            throw new Killed();
        }
    }

    /** As if the process had died here: nothing after it happens. */
    public static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("played: killed");
        }
    }
}
