package dev.firebreak.report.month;

/** Post-mortems that are not final, and action items that are not closed, as they are now. */
public record OpenWork(
        int postMortemsOpen, int postMortemsOverdue, int actionsOpen, int actionsOverdue, int actionsWithoutOwner) {}
