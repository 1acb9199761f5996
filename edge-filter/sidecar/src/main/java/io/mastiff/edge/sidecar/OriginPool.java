package io.mastiff.edge.sidecar;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keep-alive connections to the origin, one set for each event loop, so that a request never
 * changes threads. At most {@value #MOST_IDLE} idle ones are kept for a loop; the last used goes
 * first.
 */
final class OriginPool {
  private static final int MOST_IDLE = 256;

  private final InetSocketAddress origin;
  private final Duration connectTimeout;
  private final Map<EventLoop, Deque<Channel>> idle = new ConcurrentHashMap<>();

  OriginPool(InetSocketAddress origin, Duration connectTimeout) {
    this.origin = origin;
    this.connectTimeout = connectTimeout;
  }

  InetSocketAddress origin() {
    return origin;
  }

  /** An idle connection of this loop, if one is left. */
  @Nullable Channel reuse(EventLoop loop) {
    Deque<Channel> channels = idle.get(loop);
    while (channels != null && !channels.isEmpty()) {
      Channel channel = channels.pollLast();
      if (channel.isActive()) {
        return channel;
      }
    }
    return null;
  }

  /** Opens a new connection on this loop. */
  Promise<Channel> connect(EventLoop loop) {
    Promise<Channel> promise = loop.newPromise();
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(
                                Sidecar.LONGEST_LINE, Sidecar.LARGEST_HEADERS * 2, 16_384));
                    channel.pipeline().addLast(new OriginHandler(OriginPool.this));
                  }
                })
            .connect(origin);
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            promise.setSuccess(connecting.channel());
          } else {
            promise.setFailure(done.cause());
          }
        });
    return promise;
  }

  /** Gives back a connection whose exchange is complete. */
  void release(Channel channel) {
    Deque<Channel> channels = idle.computeIfAbsent(channel.eventLoop(), l -> new ArrayDeque<>());
    if (channel.isActive() && channels.size() < MOST_IDLE) {
      channels.addLast(channel);
      channel.read();
    } else {
      channel.close();
    }
  }

  /** Forgets an idle connection that the origin closed. */
  void forget(Channel channel) {
    Deque<Channel> channels = idle.get(channel.eventLoop());
    if (channels != null) {
      channels.remove(channel);
    }
  }
}
