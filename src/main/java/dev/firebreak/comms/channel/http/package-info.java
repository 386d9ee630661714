/** What channels over HTTP have in common: which addresses they may call, and what an answer means. */
package dev.firebreak.comms.channel.http;
