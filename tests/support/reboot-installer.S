/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An installer of one sector, in the form of a Linux kernel (Documentation/arch/x86/boot.rst): QEMU's option ROM
 * starts its real-mode part, which still has the BIOS. It writes a boot sector to the first disk, and restarts.
 * The first letter of its command line chooses otherwise: "w" waits for ever, "o" switches the computer off.
 * What was installed says "installed" on the first serial port, again and again.
 */
  .code16
  .globl _start
_start:
  .org  0x1f1
  .byte 3                       /* setup_sects: three sectors follow the first */
  .org  0x1fe
  .word 0xaa55
  jmp   setup                   /* 0x200 */
  .ascii "HdrS"
  .word 0x0203                  /* protocol 2.03 */
  .org  0x211
  .byte 1                       /* loadflags: the rest belongs at 1 MiB */
  .org  0x214
  .long 0x100000
  .org  0x22c
  .long 0x37ffffff              /* initrd_addr_max */

  .org  0x240
setup:
  cld
  mov   $0x1000, %ax            /* where QEMU puts the first sector */
  mov   %ax, %ds
  mov   %ax, %ss
  mov   $0xf000, %sp
  sti
  mov   $0x00e3, %ax            /* 9600 8N1 */
  xor   %dx, %dx
  int   $0x14

  mov   0x228, %eax             /* cmd_line_ptr */
  mov   %eax, %ebx
  shr   $4, %eax
  and   $15, %bx
  mov   %ax, %es
  movb  %es:(%bx), %al
  cmp   $'w', %al
  je    wait
  cmp   $'o', %al
  je    off

install:
  mov   %ds, %ax
  mov   %ax, %es
  mov   $sector, %bx
  mov   $0x0301, %ax            /* write one sector: the first */
  mov   $0x0001, %cx
  mov   $0x0080, %dx
  int   $0x13
  jc    failed
  mov   $0xcf9, %dx             /* reset control */
  mov   $0x02, %al
  out   %al, %dx
  mov   $0x06, %al
  out   %al, %dx
halt:
  hlt
  jmp   halt

off:
  mov   $0x604, %dx             /* ICH9's PM1a control as SeaBIOS places it: sleep type 0, enable */
  mov   $0x2000, %ax
  out   %ax, %dx
  jmp   halt

failed:
  mov   $failed_text, %si
  call  say
  jmp   failed
wait:
  mov   $wait_text, %si
  call  say
  jmp   wait

say:
  lodsb
  test  %al, %al
  jz    pause
  mov   $0x01, %ah
  xor   %dx, %dx
  int   $0x14
  jmp   say
pause:
  mov   $0x8600, %ax            /* a tenth of a second */
  mov   $1, %cx
  mov   $0x86a0, %dx
  int   $0x15
  ret

failed_text:
  .asciz "failed "
wait_text:
  .asciz "installing "

  .org  0x400
sector:                         /* at 0x7c00 when it runs */
  xor   %ax, %ax
  mov   %ax, %ds
  mov   %ax, %ss
  mov   $0x7c00, %sp
  sti
  mov   $0x00e3, %ax
  xor   %dx, %dx
  int   $0x14
again:
  mov   $(0x7c00 + installed_text - sector), %si
next:
  lodsb
  test  %al, %al
  jz    rest
  mov   $0x01, %ah
  xor   %dx, %dx
  int   $0x14
  jmp   next
rest:
  mov   $0x8600, %ax
  mov   $1, %cx
  mov   $0x86a0, %dx
  int   $0x15
  jmp   again
installed_text:
  .asciz "installed "
  .org  0x400 + 510
  .word 0xaa55

  .org  0x800                   /* what a kernel's own code would be */
  hlt
  .org  0xa00
