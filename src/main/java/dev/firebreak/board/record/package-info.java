/** What the page of an incident shows of its record: alerts, timeline, milestones, evidence, who was told. */
package dev.firebreak.board.record;
