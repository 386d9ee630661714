package dev.firebreak.database;

import java.time.Instant;

/**
 * Event: the database has taken no write for a while, so alerts are refused. No listener may need the database.
 *
 * @param since when the first write failed
 * @param why what the database said, one line
 */
public record DatabaseUnwritable(Instant since, String why) {}
