/** Mail over SMTP: one message per person, with the same Message-ID for every try. */
package dev.firebreak.comms.channel.mail;
