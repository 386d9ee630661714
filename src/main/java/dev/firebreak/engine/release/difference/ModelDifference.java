package dev.firebreak.engine.release.difference;

import java.util.List;

/**
 * What a proposal would change.
 *
 * @param sha256 over the proposed bytes and the versions in force: a release names it, so that what comes into force is
 *     what the person saw
 */
public record ModelDifference(String sha256, List<File> files) {

    /**
     * One file of the proposal.
     *
     * @param replaces the versions in force of the models in it; empty if all of them are new
     * @param lines the differing lines with some lines around them
     * @param tables of a DMN file, the decisions that differ
     */
    public record File(String name, List<Replaced> replaces, List<Line> lines, List<Table> tables) {

        public boolean isChanged() {
            return lines.stream().anyMatch(line -> line.change() == Change.REMOVED || line.change() == Change.ADDED);
        }
    }

    /**
     * A version in force.
     *
     * @param author null if it came from the jar or the models folder, or is older than this record
     * @param releasedBy null if it needed no release
     */
    public record Replaced(String key, int version, String author, String releasedBy) {}

    public record Line(Change change, String text) {}

    /**
     * A decision table row by row.
     *
     * @param notes what differs besides the rows, such as the hit policy
     * @param columns the labels of inputs and outputs, as proposed
     */
    public record Table(String decision, List<String> notes, List<String> columns, List<Row> rows) {}

    /** @param number the place in the table that the row belongs to, from 1; 0 for skipped rows */
    public record Row(Change change, int number, String description, List<String> cells) {}
}
