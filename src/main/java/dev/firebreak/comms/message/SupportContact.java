package dev.firebreak.comms.message;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.support}.
 *
 * @param contact where customers turn to with questions, as messages to them name it
 */
@ConfigurationProperties("firebreak.support")
record SupportContact(@DefaultValue("your usual contact") String contact) {}
