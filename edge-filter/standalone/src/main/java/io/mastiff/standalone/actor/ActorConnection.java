package io.mastiff.standalone.actor;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection: a request at a time, opened again when it was closed. */
final class ActorConnection {
  private static final int LARGEST_BODY = 2 * 1024 * 1024;
  private static final long PATIENCE_MS = 10_000;

  /** Takes an answer; null when there was none. The answer is released afterwards. */
  interface Receiver {
    void received(@Nullable FullHttpResponse response);
  }

  private final EventLoop loop;
  private final InetSocketAddress door;
  private @Nullable Channel channel;
  private @Nullable Receiver waiting;
  private @Nullable ScheduledFuture<?> timeout;

  ActorConnection(EventLoop loop, InetSocketAddress door) {
    this.loop = loop;
    this.door = door;
  }

  void send(FullHttpRequest request, Receiver receiver) {
    waiting = receiver;
    timeout = loop.schedule(this::giveUp, PATIENCE_MS, TimeUnit.MILLISECONDS);
    Channel open = channel;
    if (open != null && open.isActive()) {
      open.writeAndFlush(request);
      return;
    }
    ChannelFuture connecting = connect();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            channel = connecting.channel();
            connecting.channel().writeAndFlush(request);
          } else {
            request.release();
            deliver(null);
          }
        });
  }

  private ChannelFuture connect() {
    return new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel opened) {
                opened.pipeline().addLast(new HttpClientCodec());
                opened.pipeline().addLast(new HttpObjectAggregator(LARGEST_BODY));
                opened.pipeline().addLast(new Inbound());
              }
            })
        .connect(door);
  }

  private void giveUp() {
    close();
    deliver(null);
  }

  void close() {
    Channel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  private void deliver(@Nullable FullHttpResponse response) {
    Receiver receiver = waiting;
    waiting = null;
    if (timeout != null) {
      timeout.cancel(false);
    }
    if (receiver != null) {
      receiver.received(response);
    }
  }

  private final class Inbound extends SimpleChannelInboundHandler<FullHttpResponse> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
      deliver(response);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (ctx.channel() == channel) {
        channel = null;
        deliver(null);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
