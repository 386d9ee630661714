/** Mail: SMTP through Spring's sender, one message a person, the same Message-ID for every try. */
package dev.firebreak.comms.channel.mail;
