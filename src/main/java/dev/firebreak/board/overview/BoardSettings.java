package dev.firebreak.board.overview;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the board reads.
 *
 * @param kept how old its facts may be where no change of an incident is committed; zero for a read at each request
 */
@ConfigurationProperties("firebreak.board")
record BoardSettings(@DefaultValue("1s") Duration kept) {}
